String log = new File(basedir, 'build.log').text
assert log.contains('transactions: 20')
// The build wanted another minimum stake than was deployed.
assert log.contains("ERROR  NodeStaking is what the plan says: the constructor's arguments have changed")
assert log.contains('the chain is not as the plan says')
assert !log.contains('stopped')

// chain-stop was not reached, and nothing is left behind all the same.
String url = (log =~ /chain 1337 at (http:\S+?),/)[0][1]
try {
    new URI(url).toURL().openConnection().with { connectTimeout = 2000; connect() }
    assert false : url + ' still answers'
} catch (ConnectException expected) {
}
