"""What a hostile sender sends, made by code of ours."""
