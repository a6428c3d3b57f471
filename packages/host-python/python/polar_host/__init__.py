"""Answers the questions of a Polar policy from the objects of a Python application. Standard library only, Python 3.8 or later."""
