package org.openstm.device.contract;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Disables tests that are not part of this run.
final class LongTestCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getElement()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, LongTest.class))
                .filter(test -> !TestTier.isTurn(context.getUniqueId(), test.oneIn()))
                .map(_ -> ConditionEvaluationResult.disabled("it is in the full run: scripts/test --full"))
                .orElse(ConditionEvaluationResult.enabled("it is in this run"));
    }
}
