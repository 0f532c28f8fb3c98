import { pushImage } from './world/images';
import { rightsProblems } from './world/rights';
import { Service, untilServed } from './world/service';
import { describeWithPods } from './world/with-pods';

describeWithPods('the generated pod on a kubelet', () => {
  test('has the rights of its manifest', async () => {
    const image = await pushImage('rights');
    const service = new Service('rights');
    await service.create();
    await service.apply(image);
    await service.untilSettled();
    await untilServed(await service.urls());
    expect(await rightsProblems(service)).toEqual([]);
  });
});
