package example.orrin;

import jpos.JposConst;
import jpos.JposException;
import jpos.config.JposEntry;
import jpos.loader.JposServiceInstance;
import jpos.loader.JposServiceInstanceFactory;
import jpos.services.POSPrinterService114;
import jpos.services.ScannerService114;

/// What `jpos.xml` names; the loader makes it, and asks it for services.
public final class OrrinFactory implements JposServiceInstanceFactory {
    @Override
    public JposServiceInstance createInstance(String name, JposEntry entry) throws JposException {
        var wire = new Wire(String.valueOf(entry.getPropertyValue("host")), (Integer) entry.getPropertyValue("port"));
        return switch (String.valueOf(entry.getPropertyValue("deviceCategory"))) {
            case "POSPrinter" ->
                Sheath.of(
                        POSPrinterService114.class,
                        new OrrinPrinter(wire, String.valueOf(entry.getPropertyValue("quirk"))));
            case "Scanner" -> Sheath.of(ScannerService114.class, new OrrinScanner(wire));
            default -> throw new JposException(JposConst.JPOS_E_NOSERVICE, "no such category");
        };
    }
}
