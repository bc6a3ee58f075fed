package node

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/klog/v2"
)

const (
	// heartbeat is how often a node renews its lease, as a kubelet does.
	heartbeat   = 10 * time.Second
	leaseLength = int32(40)
)

// Register creates the nodes or brings them up to date; nodes of an earlier, bigger cluster go.
func (s *Set) Register(ctx context.Context, client kubernetes.Interface, version string) error {
	for _, n := range s.nodes {
		if err := s.register(ctx, client, n, version); err != nil {
			return fmt.Errorf("node %s: %w", n.Name, err)
		}
	}
	all, err := client.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, have := range all.Items {
		if _, isWanted := s.Get(have.Name); !isWanted && have.Annotations[Simulated] == "true" {
			if err := client.CoreV1().Nodes().Delete(ctx, have.Name, metav1.DeleteOptions{}); err != nil && !errors.IsNotFound(err) {
				return err
			}
		}
	}
	return nil
}

func (s *Set) register(ctx context.Context, client kubernetes.Interface, n Node, version string) error {
	nodes := client.CoreV1().Nodes()
	body, err := json.Marshal(n.object())
	if err != nil {
		return err
	}
	force := true
	have, err := nodes.Patch(ctx, n.Name, types.ApplyPatchType, body, metav1.PatchOptions{FieldManager: "kubelet", Force: &force})
	if err != nil {
		return err
	}
	if err := renew(ctx, client, n); err != nil {
		return err
	}
	s.setDown(n.Name, have.Annotations[Down] == "true")
	have.Status = n.status(version, metav1.Now())
	_, err = nodes.UpdateStatus(ctx, have, metav1.UpdateOptions{})
	if errors.IsConflict(err) { // a controller was faster
		return s.register(ctx, client, n, version)
	}
	return err
}

// Keep renews the nodes' leases until the context ends. A lease alone keeps a node Ready.
func (s *Set) Keep(ctx context.Context, client kubernetes.Interface, version string) {
	ticker := time.NewTicker(heartbeat)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.beat(ctx, client, version)
		}
	}
}

func (s *Set) beat(ctx context.Context, client kubernetes.Interface, version string) {
	defer func() {
		if trouble := recover(); trouble != nil {
			klog.Errorf("simulated nodes: %v", trouble)
		}
	}()
	all, err := client.CoreV1().Nodes().List(ctx, metav1.ListOptions{ResourceVersion: "0"})
	if err != nil {
		logUnlessOver(ctx, err)
		return
	}
	byName := map[string]*corev1.Node{}
	for i := range all.Items {
		byName[all.Items[i].Name] = &all.Items[i]
	}
	for _, n := range s.nodes {
		have := byName[n.Name]
		isDown := have != nil && have.Annotations[Down] == "true"
		changed := s.setDown(n.Name, isDown)
		if isDown {
			continue
		}
		if have == nil || changed || !isReady(have) { // deleted by the learner, or back again
			err = s.register(ctx, client, n, version)
			if s.onBack != nil {
				s.onBack(n.Name)
			}
		} else {
			err = renew(ctx, client, n)
		}
		logUnlessOver(ctx, err)
	}
}

func isReady(n *corev1.Node) bool {
	for _, condition := range n.Status.Conditions {
		if condition.Type == corev1.NodeReady {
			return condition.Status == corev1.ConditionTrue
		}
	}
	return false
}

func logUnlessOver(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		klog.Errorf("simulated nodes: %v", err)
	}
}

func renew(ctx context.Context, client kubernetes.Interface, n Node) error {
	now, length, force := metav1.NowMicro(), leaseLength, true
	body, err := json.Marshal(&coordinationv1.Lease{
		TypeMeta:   metav1.TypeMeta{APIVersion: "coordination.k8s.io/v1", Kind: "Lease"},
		ObjectMeta: metav1.ObjectMeta{Name: n.Name},
		Spec:       coordinationv1.LeaseSpec{HolderIdentity: &n.Name, LeaseDurationSeconds: &length, RenewTime: &now},
	})
	if err != nil {
		return err
	}
	_, err = client.CoordinationV1().Leases(corev1.NamespaceNodeLease).Patch(ctx, n.Name, types.ApplyPatchType, body, metav1.PatchOptions{FieldManager: "kubelet", Force: &force})
	return err
}
