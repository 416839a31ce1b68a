package io.gridwork.worker.device;

class ReferenceDeviceTest extends DeviceContractTest {
    @Override
    Device open() {
        return new ReferenceDevice();
    }

    @Override
    Device openJudge() throws DeviceException {
        return OpenClDevice.open("");
    }
}
