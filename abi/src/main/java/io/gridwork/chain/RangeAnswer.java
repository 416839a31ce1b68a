package io.gridwork.chain;

import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.ProviderError;

/** What came of a question about a range of blocks. */
sealed interface RangeAnswer<T> {
    record Answered<T>(T answer, Endpoint by) implements RangeAnswer<T> {}

    /** No endpoint is at fault: the question has to be made smaller. */
    record TooMuch<T>(ProviderError why, ChainException failure) implements RangeAnswer<T> {}
}
