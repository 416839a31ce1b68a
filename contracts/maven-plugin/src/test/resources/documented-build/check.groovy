String log = new File(basedir, 'build.log').text
assert log.count('transactions: 1') == 3
assert log.count('BUILD SUCCESS') == 3
// The invoker's own files left aside, nothing that a later build could trip over is left in the source tree.
assert basedir.list().sort() - ['.mvn', 'build.log', 'interpolated-pom.xml', 'invoker.properties'] == ['check.groovy', 'deploy.yaml', 'out', 'pom.xml', 'target']
