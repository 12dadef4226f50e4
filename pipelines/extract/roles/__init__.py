"""Finds who lost it and who caused it.

victims       the order of decision, over owners (said in words) and inference (concluded)
camps         the words of the sides
parties       whom a text names; sides: who speaks, who strikes and whom they fight, claim by claim
"""
