package example.orrin;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jpos.JposConst;
import jpos.JposException;
import org.jspecify.annotations.Nullable;

/// An interface of JavaPOS has two hundred methods, of which a device has a quarter. A method that the maker's
/// class lacks is either a property that keeps its value, or unsupported.
final class Sheath implements InvocationHandler {
    private final Object maker;
    private final Map<String, Object> remembered = new ConcurrentHashMap<>();

    private Sheath(Object maker) {
        this.maker = maker;
    }

    static <S> S of(Class<S> contract, Object maker) {
        return contract.cast(
                Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, new Sheath(maker)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] words) throws Throwable {
        try {
            return maker.getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(maker, words);
        } catch (NoSuchMethodException _) {
            return property(method, words);
        } catch (InvocationTargetException told) {
            throw told.getTargetException();
        }
    }

    private @Nullable Object property(Method method, Object @Nullable [] words) throws JposException {
        var name = method.getName();
        if (name.startsWith("set") && words != null && words.length == 1) {
            remembered.put(name.substring(3), words[0]);
            return null;
        }
        if (!name.startsWith("get")) throw new JposException(JposConst.JPOS_E_ILLEGAL, name + " is not supported");
        var type = method.getReturnType();
        var value = remembered.get(name.substring(3));
        if (value != null) return value;
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : "";
    }
}
