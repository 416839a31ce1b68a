String log = new File(basedir, 'build.log').text
assert log.contains('create  Answer at 0x')
assert log.contains('transactions: 1')
assert log.contains('keep    Answer at 0x')
assert log.contains('nothing to do')
assert log.contains('ok     Answer.answer is 42')
assert log.contains('all is as planned')
assert log =~ /stopped .* at http:\/\/127\.0\.0\.1:/

def record = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/deployments/1337.json'))
assert record.contracts.keySet() == ['Answer'] as Set
assert record.genesisHash

// Nothing is left behind: whoever answered has ended.
String url = (log =~ /chain 1337 at (http:\S+?),/)[0][1]
try {
    new URI(url).toURL().openConnection().with { connectTimeout = 2000; connect() }
    assert false : url + ' still answers'
} catch (ConnectException expected) {
}
