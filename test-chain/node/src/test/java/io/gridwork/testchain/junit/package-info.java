@NullMarked
package io.gridwork.testchain.junit;

import org.jspecify.annotations.NullMarked;
