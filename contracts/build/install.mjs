// Brings forge, anvil and solc. The root pom runs it before any module: tests of every module need the test chain.
import { install } from './tools.mjs';

install();
