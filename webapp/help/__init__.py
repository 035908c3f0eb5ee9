"""What each role comes to do, and with which words and keys."""
