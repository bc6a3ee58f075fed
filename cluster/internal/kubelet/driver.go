package kubelet

import (
	"context"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"

	"k8s-labs/cluster/internal/behaviour"
	"k8s-labs/cluster/internal/node"
)

// workers is how many Pods are looked at at the same time.
const workers = 8

// Driver runs Step for every Pod of the simulated nodes whenever it changes or its time has come.
type Driver struct {
	client  kubernetes.Interface
	pods    listers.PodLister
	nodes   *node.Set
	sources Sources
	// network answers the scripts of a namespace; nil until the network is there.
	network   func(namespace string) behaviour.Network
	queue     workqueue.TypedDelayingInterface[cache.ObjectName]
	addresses *addresses
	synced    []cache.InformerSynced

	mutex    sync.Mutex
	memories map[types.UID]*Memory
	// images that each node has pulled.
	images map[string]map[string]bool
	// recorders write events as each node's kubelet.
	broadcaster record.EventBroadcaster
	recorders   map[string]record.EventRecorder
}

// New prepares a driver; Run starts it once the informers run.
func New(client kubernetes.Interface, factory informers.SharedInformerFactory, nodes *node.Set) (*Driver, error) {
	core := factory.Core().V1()
	d := &Driver{
		client: client, nodes: nodes, pods: core.Pods().Lister(),
		sources:     Sources{ConfigMaps: core.ConfigMaps().Lister(), Secrets: core.Secrets().Lister()},
		queue:       workqueue.NewTypedDelayingQueue[cache.ObjectName](),
		addresses:   newAddresses(),
		memories:    map[types.UID]*Memory{},
		images:      map[string]map[string]bool{},
		broadcaster: record.NewBroadcaster(), recorders: map[string]record.EventRecorder{},
	}
	add := func(object any) {
		if name, err := cache.ObjectToName(object); err == nil {
			d.queue.Add(name)
		}
	}
	_, err := core.Pods().Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: add, UpdateFunc: func(_, object any) { add(object) }, DeleteFunc: d.forget,
	})
	if err != nil {
		return nil, err
	}
	waiting := cache.ResourceEventHandlerFuncs{AddFunc: d.wakeNamespace, UpdateFunc: func(_, object any) { d.wakeNamespace(object) }}
	for _, informer := range []cache.SharedIndexInformer{core.ConfigMaps().Informer(), core.Secrets().Informer()} {
		if _, err := informer.AddEventHandler(waiting); err != nil {
			return nil, err
		}
		d.synced = append(d.synced, informer.HasSynced)
	}
	d.synced = append(d.synced, core.Pods().Informer().HasSynced)
	return d, nil
}

// wakeNamespace looks again at Pods that wait for a ConfigMap or Secret.
func (d *Driver) wakeNamespace(object any) {
	name, err := cache.ObjectToName(object)
	if err != nil {
		return
	}
	pods, _ := d.pods.Pods(name.Namespace).List(labels.Everything())
	for _, pod := range pods {
		if pod.Status.Phase == corev1.PodPending {
			d.queue.Add(cache.NewObjectName(pod.Namespace, pod.Name))
		}
	}
}

// WakeNode looks again at every Pod of a node.
func (d *Driver) WakeNode(nodeName string) {
	pods, _ := d.pods.List(labels.Everything())
	for _, pod := range pods {
		if pod.Spec.NodeName == nodeName {
			d.queue.Add(cache.NewObjectName(pod.Namespace, pod.Name))
		}
	}
}

// Run works until the context ends.
func (d *Driver) Run(ctx context.Context) {
	d.broadcaster.StartRecordingToSink(&typedcorev1.EventSinkImpl{Interface: d.client.CoreV1().Events("")})
	cache.WaitForCacheSync(ctx.Done(), d.synced...)
	d.reserve()
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for d.work(ctx) {
			}
		})
	}
	<-ctx.Done()
	d.queue.ShutDown()
	group.Wait()
	d.broadcaster.Shutdown()
}

// reserve notes the addresses and images of the Pods of an earlier run before any new one begins.
func (d *Driver) reserve() {
	pods, _ := d.pods.List(labels.Everything())
	for _, pod := range pods {
		d.keepImages(pod.Spec.NodeName, imagesOf(pod))
		if pod.Status.PodIP != "" && !pod.Spec.HostNetwork {
			_, _ = d.addresses.of(pod, "")
		}
	}
}

// work takes one Pod from the queue; a panic costs that Pod one try and nothing else.
func (d *Driver) work(ctx context.Context) bool {
	name, isDown := d.queue.Get()
	if isDown {
		return false
	}
	defer d.queue.Done(name)
	defer func() {
		if trouble := recover(); trouble != nil {
			klog.Errorf("simulated kubelet: Pod %s: %v", name, trouble)
			d.queue.AddAfter(name, 10*time.Second)
		}
	}()
	again, err := d.look(ctx, name)
	if err != nil && ctx.Err() == nil {
		if !errors.IsConflict(err) && !errors.IsNotFound(err) {
			klog.Errorf("simulated kubelet: Pod %s: %v", name, err)
		}
		again = 200 * time.Millisecond
		if errors.IsNotFound(err) {
			again = 0
		}
	}
	if again > 0 {
		d.queue.AddAfter(name, again)
	}
	return true
}

// look decides about one Pod and writes the decision.
func (d *Driver) look(ctx context.Context, name cache.ObjectName) (time.Duration, error) {
	pod, err := d.pods.Pods(name.Namespace).Get(name.Name)
	if err != nil {
		return 0, nil //nolint:nilerr // it is gone
	}
	host, isOurs := d.nodes.Get(pod.Spec.NodeName)
	if !isOurs || d.nodes.IsDown(pod.Spec.NodeName) {
		return 0, nil
	}
	in, err := d.input(pod, host)
	if err != nil {
		return 0, err
	}
	out := Step(in)
	d.keepImages(host.Name, out.Pulled)
	if !equality.Semantic.DeepEqual(out.Status, pod.Status) {
		changed := pod.DeepCopy()
		changed.Status = out.Status
		if _, err := d.client.CoreV1().Pods(pod.Namespace).UpdateStatus(ctx, changed, metav1.UpdateOptions{}); err != nil {
			return 0, err
		}
	}
	d.remember(pod, in, out)
	recorder := d.recorder(host.Name)
	for _, event := range out.Events {
		recorder.Event(pod, event.Type, event.Reason, event.Message)
	}
	if out.Gone {
		now := int64(0)
		err := d.client.CoreV1().Pods(pod.Namespace).Delete(ctx, pod.Name, metav1.DeleteOptions{GracePeriodSeconds: &now, Preconditions: metav1.NewUIDPreconditions(string(pod.UID))})
		if err != nil && !errors.IsNotFound(err) {
			return 0, err
		}
		return 0, nil
	}
	if in.asks() && (out.Again == 0 || out.Again > askAgain) {
		out.Again = askAgain
	}
	return out.Again, nil
}

// askAgain is how often a Pod is looked at whose scripts ask the network.
const askAgain = 2 * time.Second

// asks says whether what the Pod does next depends on the network.
func (in *Input) asks() bool {
	if isOver(in.Pod.Status.Phase) {
		return false
	}
	for _, b := range in.Behaviours {
		if b.Program != nil && b.Program.Asks() {
			return true
		}
	}
	return false
}

// input gathers what Step needs.
func (d *Driver) input(pod *corev1.Pod, host node.Node) (Input, error) {
	in := Input{Pod: pod, Now: time.Now(), HostIP: host.IP, PodIP: host.IP, Behaviours: map[string]behaviour.Behaviour{}}
	if !pod.Spec.HostNetwork {
		ip, err := d.addresses.of(pod, host.PodRange)
		if err != nil {
			return in, err
		}
		in.PodIP = ip
	}
	in.MountError = d.sources.MountError(pod)
	in.HasImage = func(image string) bool {
		d.mutex.Lock()
		defer d.mutex.Unlock()
		return d.images[host.Name][image]
	}
	for _, container := range Containers(pod) {
		in.Behaviours[container.Name] = d.Behaviour(pod, container)
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if memory := d.memories[pod.UID]; memory != nil {
		in.Memory = *memory
		in.Memory.Left = map[string]int32{}
		for id, code := range memory.Left {
			in.Memory.Left[id] = code
		}
	}
	return in, nil
}

func (d *Driver) keepImages(nodeName string, images []string) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.images[nodeName] == nil {
		d.images[nodeName] = map[string]bool{}
	}
	for _, image := range images {
		d.images[nodeName][image] = true
	}
}

// imagesOf are those that a Pod's containers have pulled.
func imagesOf(pod *corev1.Pod) (images []string) {
	for _, statuses := range [][]corev1.ContainerStatus{pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses} {
		for _, status := range statuses {
			if status.ImageID != "" {
				images = append(images, status.Image)
			}
		}
	}
	return images
}

// Ask lets scripts of containers ask this network. Called before Run.
func (d *Driver) Ask(network func(namespace string) behaviour.Network) { d.network = network }

// Behaviour is what one container of the Pod does, as the network stands.
func (d *Driver) Behaviour(pod *corev1.Pod, container *corev1.Container) behaviour.Behaviour {
	var network behaviour.Network
	if d.network != nil {
		network = d.answers(pod, container)
	}
	return d.behaviour(pod, container, network)
}

// Settled is what it does once everything that it asks for is there. The network itself is asked what
// containers listen on: they must not ask it in turn.
func (d *Driver) Settled(pod *corev1.Pod, container *corev1.Container) behaviour.Behaviour {
	return d.behaviour(pod, container, nil)
}

func (d *Driver) behaviour(pod *corev1.Pod, container *corev1.Container, network behaviour.Network) behaviour.Behaviour {
	env, err := d.sources.Environment(pod, container, pod.Status.PodIP, pod.Status.HostIP)
	b := behaviour.Of(pod, container, behaviour.Setting{Env: env, Files: d.sources.Files(pod, container), Network: network})
	if err != nil {
		b.ConfigError = err.Error()
	}
	return b
}

// Environment is the container's environment, for `env` in a simulated shell.
func (d *Driver) Environment(pod *corev1.Pod, container *corev1.Container) map[string]string {
	env, _ := d.sources.Environment(pod, container, pod.Status.PodIP, pod.Status.HostIP)
	return env
}

// Files are the files that the container is known to have.
func (d *Driver) Files(pod *corev1.Pod, container *corev1.Container) map[string]string {
	return d.sources.Files(pod, container)
}

// Containers are all containers of a Pod, also init and ephemeral ones.
func Containers(pod *corev1.Pod) (out []*corev1.Container) {
	for i := range pod.Spec.InitContainers {
		out = append(out, &pod.Spec.InitContainers[i])
	}
	for i := range pod.Spec.Containers {
		out = append(out, &pod.Spec.Containers[i])
	}
	for i := range pod.Spec.EphemeralContainers {
		container := corev1.Container(pod.Spec.EphemeralContainers[i].EphemeralContainerCommon)
		out = append(out, &container)
	}
	return out
}

func (d *Driver) remember(pod *corev1.Pod, in Input, out Output) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	memory := d.memory(pod.UID)
	isFirst := memory.Last.IsZero()
	memory.Last, memory.Forgiven, memory.Stopping = in.Now, out.Forgiven, pod.DeletionTimestamp != nil
	if !isFirst {
		return
	}
	for name, b := range in.Behaviours {
		if b.Problem != "" {
			d.recorderLocked(pod.Spec.NodeName).Event(pod, corev1.EventTypeWarning, "SimulationIgnored", "container "+name+": "+b.Problem)
		}
	}
}

func (d *Driver) memory(uid types.UID) *Memory {
	memory := d.memories[uid]
	if memory == nil {
		memory = &Memory{Left: map[string]int32{}}
		d.memories[uid] = memory
	}
	return memory
}

// Leave ends a container whose shell a person has left.
func (d *Driver) Leave(pod *corev1.Pod, containerID string, code int32) {
	d.mutex.Lock()
	d.memory(pod.UID).Left[containerID] = code
	d.mutex.Unlock()
	d.queue.Add(cache.NewObjectName(pod.Namespace, pod.Name))
}

func (d *Driver) forget(object any) {
	if gone, ok := object.(cache.DeletedFinalStateUnknown); ok {
		object = gone.Obj
	}
	if pod, ok := object.(*corev1.Pod); ok {
		d.addresses.release(pod.UID)
		d.mutex.Lock()
		delete(d.memories, pod.UID)
		d.mutex.Unlock()
	}
}

func (d *Driver) recorder(nodeName string) record.EventRecorder {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.recorderLocked(nodeName)
}

func (d *Driver) recorderLocked(nodeName string) record.EventRecorder {
	recorder := d.recorders[nodeName]
	if recorder == nil {
		recorder = d.broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "kubelet", Host: nodeName})
		d.recorders[nodeName] = recorder
	}
	return recorder
}
