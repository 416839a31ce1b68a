/** The main job from end to end, and the proof that it worked. */
@NullMarked
package io.gridwork.devnet.demo;

import org.jspecify.annotations.NullMarked;
