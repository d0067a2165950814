"""The program without a face: what runs when."""
