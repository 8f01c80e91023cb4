package org.openstm.kiosk.scenario;

import atlantafx.base.theme.PrimerLight;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.openstm.device.DeviceClass;
import org.openstm.kiosk.app.window.KioskWindow;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.walk.ScenarioRunner;
import org.openstm.kiosk.walk.TestBed;

/// Window beside a demonstration with the objects around a terminal: cards to lay on the reader, codes to show, a
/// phone, the papers, and faults to inject.
public final class BenchWindow implements AutoCloseable {
    private static final List<String> CITIZENS = List.of(
            "li-xiulan 李秀兰",
            "wang-defu 王德福",
            "zhao-wei 赵伟",
            "yang-yan 杨䶮",
            "ayiguli 阿依古丽·买买提",
            "sun-guihua 孙桂花（证件过期）",
            "chan-taiman 陳大文（港澳台居住证）",
            "john-smith SMITH（2017版）",
            "anna-schmidt 施安娜（2023版）");
    private static final double WIDTH = 620;
    private final TestBed testBed;
    private final ScenarioRunner walker;
    private final ExecutorService hands =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("bench").factory());
    private final Label said = new Label("把一张身份证放到读卡区，然后点左边的屏幕。");
    private final FlowPane papers = new FlowPane(10, 10);
    private final TextArea phone = new TextArea();
    private final TextField mobile = new TextField("13800006021");
    private int shown;

    private BenchWindow(TestBed testBed, ScenarioRunner walker) {
        this.testBed = testBed;
        this.walker = walker;
    }

    public static BenchWindow open(TestBed testBed, ScenarioRunner walker, CountDownLatch stop)
            throws InterruptedException {
        var ready = new CountDownLatch(1);
        Platform.setImplicitExit(false);
        Platform.startup(ready::countDown);
        ready.await();
        return KioskWindow.callOnFxThread(() -> {
            Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
            var bench = new BenchWindow(testBed, walker);
            var stage = new Stage();
            stage.setTitle("OpenSTM 演示台 (demonstration)");
            stage.setScene(new Scene(bench.buildContent(), WIDTH, 900));
            var screen = Screen.getPrimary().getVisualBounds();
            stage.setX(Math.max(0, screen.getWidth() - WIDTH - 10));
            stage.setY(20);
            stage.setOnCloseRequest(_ -> stop.countDown());
            stage.show();
            return bench;
        });
    }

    private ScrollPane buildContent() {
        said.setWrapText(true);
        phone.setEditable(false);
        phone.setPrefRowCount(4);
        phone.setWrapText(true);
        var box = new VBox(
                10,
                new Label("演示：人物、号码、部门都是虚构的。Demonstration: everybody here is invented."),
                said,
                titledPane("身份证 ID cards", cardButtons()),
                titledPane("扫码口 Scanner", scannerControls()),
                titledPane("拍照台 Camera", cameraButtons()),
                titledPane(
                        "手机 Phone",
                        new VBox(
                                6,
                                mobile,
                                newButton("看短信 Read messages", this::showTextMessages),
                                phone,
                                paymentButtons())),
                titledPane("故障 Faults", faultToggles()),
                titledPane(
                        "工作人员 Staff",
                        newButton("看一次性口令 One-use code", () -> showMessage("口令 " + walker.staffCodeOnPhone()))),
                titledPane("打出来的纸 Papers", papers));
        box.setPadding(new Insets(14));
        var scroll = new ScrollPane(box);
        scroll.setFitToWidth(true);
        scroll.setStyle("-fx-font-family: 'Noto Sans CJK SC'; -fx-font-size: 15px;");
        return scroll;
    }

    private static TitledPane titledPane(String title, Node content) {
        var pane = new TitledPane(title, content);
        pane.setAnimated(false);
        return pane;
    }

    private Node cardButtons() {
        var row = new FlowPane(6, 6);
        for (var citizen : CITIZENS) {
            var words = citizen.split(" ", 2);
            row.getChildren()
                    .add(newButton(words[1], () -> controlDevice(DeviceClass.ID_CARD_READER, "lay " + words[0])));
        }
        row.getChildren().add(newButton("拿起 Lift", () -> controlDevice(DeviceClass.ID_CARD_READER, "lift")));
        return row;
    }

    private Node scannerControls() {
        var text = new TextField();
        text.setPromptText("要给扫码口看的内容 what the scanner sees");
        return new VBox(
                6,
                text,
                new FlowPane(
                        6,
                        6,
                        newButton("出示 Show", () -> controlDevice(DeviceClass.BARCODE_READER, "show " + text.getText())),
                        newButton("出示最后一张回执 Show the last slip", this::showLastSlip),
                        newButton("李秀兰的手机亮码 A phone's code", () -> showPhoneCode("530102195503080028")),
                        newButton("刷脸后亮码 The same, face checked", () -> showPhoneCode("530102195503080028 face"))));
    }

    private Node cameraButtons() {
        return new FlowPane(
                6,
                6,
                newButton("放一张纸 A paper", () -> controlDevice(DeviceClass.CAMERA, "paper")),
                newButton("人站在前面 A person", () -> controlDevice(DeviceClass.CAMERA, "face")),
                newButton("拿走 Nothing", () -> controlDevice(DeviceClass.CAMERA, "empty")),
                newToggle("模糊 Blurred", on -> controlDevice(DeviceClass.CAMERA, on ? "blurred" : "well")));
    }

    private void showPhoneCode(String whose) {
        try {
            controlDevice(DeviceClass.BARCODE_READER, "show " + walker.codeOnPhone(whose));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void showLastSlip() {
        controlDevice(
                DeviceClass.BARCODE_READER,
                "show "
                        + walker.codeOnSlip(testBed.devices()
                                .printedPapers(DeviceClass.RECEIPT_PRINTER)
                                .size()));
    }

    /// The phone pays for the code on the terminal's screen.
    private Node paymentButtons() {
        return new FlowPane(
                6,
                6,
                newButton("扫屏幕上的码付款 Pay", () -> answerPayment("pay")),
                newButton("扫码后不付 Refuse", () -> answerPayment("refuse")),
                newButton("付款页地址 Page of the payment", () -> showMessage(readScreenCode())));
    }

    private void answerPayment(String answer) {
        try {
            testBed.demoCentral().answerPaymentPage(walker.codeOnScreen(), "answer=" + answer);
            showMessage("手机 phone: " + answer);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private String readScreenCode() {
        try {
            return walker.codeOnScreen();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private Node faultToggles() {
        return new FlowPane(
                6,
                6,
                newToggle(
                        "回执缺纸 Paper out",
                        on -> controlDevice(DeviceClass.RECEIPT_PRINTER, on ? "paper out" : "paper full")),
                newToggle(
                        "盖子打开 Cover open",
                        on -> controlDevice(DeviceClass.RECEIPT_PRINTER, on ? "cover open" : "cover close")),
                newToggle(
                        "读卡器拔掉 Reader unplugged",
                        on -> controlDevice(DeviceClass.ID_CARD_READER, on ? "unplug" : "plug")),
                newToggle("线路断了 Line down", on -> setOutage(on ? "down" : "up")),
                newToggle("回话很慢 Slow central", on -> setOutage(on ? "slow" : "up")));
    }

    private Button newButton(String text, Runnable deed) {
        var button = new Button(text);
        button.setOnAction(_ -> hands.execute(() -> runSafely(deed)));
        return button;
    }

    private ToggleButton newToggle(String text, Consumer<Boolean> deed) {
        var toggle = new ToggleButton(text);
        toggle.setOnAction(_ -> {
            boolean on = toggle.isSelected();
            hands.execute(() -> runSafely(() -> deed.accept(on)));
        });
        return toggle;
    }

    private void runSafely(Runnable deed) {
        try {
            deed.run();
        } catch (CommandFailedException failed) {
            showMessage(String.valueOf(failed.getMessage()));
        }
    }

    private void showMessage(String words) {
        Platform.runLater(() -> said.setText(words));
    }

    private void controlDevice(DeviceClass which, String words) {
        var brief = words.length() > 60 ? words.substring(0, 60) + "…" : words;
        showMessage(which.text() + ": " + brief + " → " + testBed.devices().sendToDevice(which, words));
    }

    private void setOutage(String mode) {
        try {
            testBed.demoCentral().setOutage("all", mode, 3600);
            showMessage("中心 central: " + mode);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void showTextMessages() {
        var messages = String.join(
                "\n", testBed.demoCentral().smsMessages(mobile.getText().replace(" ", "")));
        Platform.runLater(() -> phone.setText(messages.isEmpty() ? "还没有短信 nothing yet" : messages));
    }

    /// Shows papers that came out since the last call.
    public void showNewPapers() {
        var all = new java.util.ArrayList<>(testBed.devices().printedPapers(DeviceClass.RECEIPT_PRINTER));
        all.addAll(testBed.devices().printedPapers(DeviceClass.DOCUMENT_PRINTER));
        if (all.size() == shown) return;
        shown = all.size();
        Platform.runLater(() -> papers.getChildren()
                .setAll(all.reversed().stream().map(BenchWindow::paperView).toList()));
    }

    private static ImageView paperView(Path file) {
        var view = new ImageView(new Image(file.toUri().toString(), 260, 0, true, true));
        view.setId(String.valueOf(file.getFileName()));
        return view;
    }

    @Override
    public void close() {
        hands.shutdownNow();
        Platform.exit();
    }
}
