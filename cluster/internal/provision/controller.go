package provision

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
)

// item is one object to look at.
type item struct {
	kind string
	name cache.ObjectName
}

// Controller makes volumes for claims and gives load balancers addresses.
type Controller struct {
	client   kubernetes.Interface
	claims   listers.PersistentVolumeClaimLister
	volumes  listers.PersistentVolumeLister
	services listers.ServiceLister
	queue    workqueue.TypedRateLimitingInterface[item]
	synced   []cache.InformerSynced
}

// New prepares a controller; Run starts it once the informers run.
func New(client kubernetes.Interface, factory informers.SharedInformerFactory) (*Controller, error) {
	core := factory.Core().V1()
	c := &Controller{
		client: client, claims: core.PersistentVolumeClaims().Lister(), volumes: core.PersistentVolumes().Lister(), services: core.Services().Lister(),
		queue: workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedItemExponentialFailureRateLimiter[item](200*time.Millisecond, 30*time.Second)),
	}
	for kind, informer := range map[string]cache.SharedIndexInformer{
		"claim": core.PersistentVolumeClaims().Informer(), "volume": core.PersistentVolumes().Informer(), "service": core.Services().Informer(),
	} {
		add := func(object any) {
			if name, err := cache.ObjectToName(object); err == nil {
				c.queue.Add(item{kind, name})
			}
		}
		if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: add, UpdateFunc: func(_, object any) { add(object) }}); err != nil {
			return nil, err
		}
		c.synced = append(c.synced, informer.HasSynced)
	}
	return c, nil
}

// Run works until the context ends.
func (c *Controller) Run(ctx context.Context) {
	cache.WaitForCacheSync(ctx.Done(), c.synced...)
	stop := context.AfterFunc(ctx, c.queue.ShutDown)
	defer stop()
	for c.work(ctx) {
	}
}

func (c *Controller) work(ctx context.Context) bool {
	it, isDown := c.queue.Get()
	if isDown {
		return false
	}
	defer c.queue.Done(it)
	err := c.handle(ctx, it)
	if err == nil || errors.IsNotFound(err) || ctx.Err() != nil {
		c.queue.Forget(it)
		return true
	}
	if !errors.IsConflict(err) {
		klog.Errorf("simulated %s %s: %v", it.kind, it.name, err)
	}
	c.queue.AddRateLimited(it)
	return true
}

func (c *Controller) handle(ctx context.Context, it item) (err error) {
	defer func() {
		if trouble := recover(); trouble != nil {
			err = fmt.Errorf("%v", trouble)
		}
	}()
	switch it.kind {
	case "claim":
		return c.claim(ctx, it.name)
	case "volume":
		return c.volume(ctx, it.name.Name)
	}
	return c.service(ctx, it.name)
}

// claim: the volume controller names the provisioner on a claim (with WaitForFirstConsumer only once
// the scheduler has chosen a node), and binds the volume that is made here.
func (c *Controller) claim(ctx context.Context, name cache.ObjectName) error {
	claim, err := c.claims.PersistentVolumeClaims(name.Namespace).Get(name.Name)
	if err != nil {
		return err
	}
	if claim.Spec.VolumeName != "" {
		return c.expand(ctx, claim)
	}
	if claim.Annotations["volume.kubernetes.io/storage-provisioner"] != provisioner || claim.DeletionTimestamp != nil {
		return nil
	}
	class, err := c.client.StorageV1().StorageClasses().Get(ctx, *claim.Spec.StorageClassName, metav1.GetOptions{})
	if err != nil {
		return err
	}
	volume := &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: "pvc-" + string(claim.UID), Annotations: map[string]string{"pv.kubernetes.io/provisioned-by": provisioner}},
		Spec: corev1.PersistentVolumeSpec{
			StorageClassName: class.Name, AccessModes: claim.Spec.AccessModes, VolumeMode: claim.Spec.VolumeMode,
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: claim.Spec.Resources.Requests[corev1.ResourceStorage]},
			PersistentVolumeReclaimPolicy: *class.ReclaimPolicy,
			ClaimRef: &corev1.ObjectReference{
				APIVersion: "v1", Kind: "PersistentVolumeClaim", Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
			// A path on a simulated node; the host is never touched.
			PersistentVolumeSource: corev1.PersistentVolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: "/simulated/" + string(claim.UID)}},
		},
	}
	_, err = c.client.CoreV1().PersistentVolumes().Create(ctx, volume, metav1.CreateOptions{})
	if errors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

// expand gives a claim that grew its new size.
func (c *Controller) expand(ctx context.Context, claim *corev1.PersistentVolumeClaim) error {
	wanted := claim.Spec.Resources.Requests[corev1.ResourceStorage]
	volume, err := c.volumes.Get(claim.Spec.VolumeName)
	if err != nil || claim.Status.Phase != corev1.ClaimBound || volume.Annotations["pv.kubernetes.io/provisioned-by"] != provisioner {
		return nil //nolint:nilerr // not bound yet: its next change brings it back
	}
	if size := volume.Spec.Capacity[corev1.ResourceStorage]; size.Cmp(wanted) < 0 {
		volume = volume.DeepCopy()
		volume.Spec.Capacity[corev1.ResourceStorage] = wanted
		if _, err := c.client.CoreV1().PersistentVolumes().Update(ctx, volume, metav1.UpdateOptions{}); err != nil {
			return err
		}
	}
	if size := claim.Status.Capacity[corev1.ResourceStorage]; size.Cmp(wanted) < 0 {
		claim = claim.DeepCopy()
		claim.Status.Capacity[corev1.ResourceStorage] = wanted
		claim.Status.Conditions = nil
		_, err = c.client.CoreV1().PersistentVolumeClaims(claim.Namespace).UpdateStatus(ctx, claim, metav1.UpdateOptions{})
	}
	return err
}

// volume deletes a volume whose claim is gone, where its policy says so.
func (c *Controller) volume(ctx context.Context, name string) error {
	volume, err := c.volumes.Get(name)
	if err != nil {
		return err
	}
	if volume.Annotations["pv.kubernetes.io/provisioned-by"] != provisioner || volume.Status.Phase != corev1.VolumeReleased ||
		volume.Spec.PersistentVolumeReclaimPolicy != corev1.PersistentVolumeReclaimDelete {
		return nil
	}
	return c.client.CoreV1().PersistentVolumes().Delete(ctx, name, metav1.DeleteOptions{})
}

// service gives a LoadBalancer Service an address, and takes it away when it is none any more.
func (c *Controller) service(ctx context.Context, name cache.ObjectName) error {
	service, err := c.services.Services(name.Namespace).Get(name.Name)
	if err != nil {
		return err
	}
	isBalanced := service.Spec.Type == corev1.ServiceTypeLoadBalancer && service.Spec.LoadBalancerClass == nil
	hasAddress := len(service.Status.LoadBalancer.Ingress) > 0
	if isBalanced == hasAddress || service.DeletionTimestamp != nil {
		return nil
	}
	service = service.DeepCopy()
	service.Status.LoadBalancer.Ingress = nil
	if isBalanced {
		mode := corev1.LoadBalancerIPModeVIP
		service.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: c.freeAddress(), IPMode: &mode}}
	}
	_, err = c.client.CoreV1().Services(service.Namespace).UpdateStatus(ctx, service, metav1.UpdateOptions{})
	return err
}

// freeAddress is the lowest address for load balancers that no Service has.
func (c *Controller) freeAddress() string {
	taken := map[string]bool{}
	services, _ := c.services.List(labels.Everything())
	for _, service := range services {
		for _, ingress := range service.Status.LoadBalancer.Ingress {
			taken[ingress.IP] = true
		}
	}
	for last := 1; last < 255; last++ {
		if ip := fmt.Sprintf("172.30.1.%d", last); !taken[ip] {
			return ip
		}
	}
	return "172.30.1.255"
}
