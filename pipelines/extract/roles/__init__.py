"""Finds who lost it and who caused it.

victims       the order of decision, over owners and own_losses (said in words), inference and things (concluded)
camps         the words of the sides
party         one side; parties: whom a text names; unlisted: groups that no list holds; feuds: who fights whom in it
sides         who speaks, who strikes and whom they fight, claim by claim
"""
