// pow-keccak256
