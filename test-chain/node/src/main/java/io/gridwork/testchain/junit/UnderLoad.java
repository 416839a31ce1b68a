package io.gridwork.testchain.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class that waits for something or uses sockets. With the system property {@code gridwork.all=true} it runs 20 times
 * while other threads keep all processors busy: a test that depends on the speed of the machine fails there. Otherwise it runs once.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(UnderLoadExtension.class)
public @interface UnderLoad {}
