"""Calibration rounds: started, closed, and compared with one another."""
