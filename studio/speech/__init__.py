"""What is said and when: script text, phones, alignment, prosody."""
