"""What each page says, as plain data: no markup, every number already printed with its id."""
