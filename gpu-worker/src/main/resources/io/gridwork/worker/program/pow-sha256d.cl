// pow-sha256d
