package org.openstm.device.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test that takes long: always in the full run, by turns in the short one ([TestTier]).
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LongTestCondition.class)
public @interface LongTest {
    /// In one of how many short runs; 0 for none.
    int oneIn() default 0;
}
