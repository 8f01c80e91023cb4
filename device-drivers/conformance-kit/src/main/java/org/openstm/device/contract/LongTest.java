package org.openstm.device.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A long test: always in the full run, in turns in the short one ([TestTier]).
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LongTestCondition.class)
public @interface LongTest {
    /// It runs in one of this many short runs; 0 for none.
    int oneIn() default 0;
}
