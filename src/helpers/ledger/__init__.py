"""All claims with a student's verdicts beside what the tables say; scores and portrait."""
