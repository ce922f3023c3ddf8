"""Half-day routes: what one begeleider can do in one half day, enumerated."""
