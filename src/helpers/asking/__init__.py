"""What a student is asked: predictions, checks, quizzes, verdicts, and the forms they stand in."""
