"""The four themes a bureau follows: enrolment, dropout control, subsidy, teaching quality."""
