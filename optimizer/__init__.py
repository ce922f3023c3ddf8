"""kringplan: week rosters and thuisnabije placement for samenwerkingsverbanden."""
