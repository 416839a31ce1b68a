/** The requester's side: post, status, fetch, accept, cancel. */
@NullMarked
package io.gridwork.worker.request;

import org.jspecify.annotations.NullMarked;
