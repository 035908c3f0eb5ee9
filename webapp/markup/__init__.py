"""What pages share and no request knows: marked texts, pages of lists, browsers in words."""
