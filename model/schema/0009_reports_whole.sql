-- Police reports whole: indicators and their definitions as each hromada uses them, what is hidden so
-- that nobody is recognised, questions of the community and their answers, plans, and hearings.

---------------------------------------------------------------- indicators and definitions

---------------------------------------------------------------- warnings and their answers

---------------------------------------------------------------- what is hidden

---------------------------------------------------------------- questions and answers

---------------------------------------------------------------- plans and what became of them

---------------------------------------------------------------- hearings
