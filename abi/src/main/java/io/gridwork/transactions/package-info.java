@NullMarked
package io.gridwork.transactions;

import org.jspecify.annotations.NullMarked;
