package org.openstm.kiosk.central;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// A central whose calls a test sees first: it counts them, holds them back, or changes the answers.
public final class InterceptedCentral {
    /// Makes the call.
    public interface RealCall {
        Object call() throws Throwable;
    }

    public interface Interception {
        /// @param call name of the method of [CentralApi]
        /// @param given its arguments
        /// @return what the caller gets
        Object answer(String call, Object[] given, RealCall real) throws Throwable;
    }

    private InterceptedCentral() {}

    public static CentralApi around(CentralApi central, Interception each) {
        return (CentralApi) Proxy.newProxyInstance(
                CentralApi.class.getClassLoader(),
                new Class<?>[] {CentralApi.class},
                (_, method, given) -> each.answer(method.getName(), given == null ? new Object[0] : given, () -> {
                    try {
                        return method.invoke(central, given);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
