// Package provision plays what an installer and a cloud would do: the objects that every cluster
// has, volumes for claims, addresses for load balancers.
package provision

import (
	"context"
	"encoding/json"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	aggregatorv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	aggregator "k8s.io/kube-aggregator/pkg/client/clientset_generated/clientset"
)

const (
	// Manager owns the fields that are written here.
	Manager = "k8s-labs-cluster"
	// MetricsIP is where metrics.k8s.io answers in the simulated network, on port 443.
	MetricsIP = "172.30.0.5"
	// Learners is the group of ordinary users.
	Learners      = "learners"
	provisioner   = "k8s-labs/simulated-volume"
	metricsServer = "metrics-server"
)

// Objects creates what every practice cluster has, or brings it up to date. The learner's role is
// Kubernetes' own `view` (everything in a namespace but Secrets and roles) in all namespaces, and
// reading of Nodes, Namespaces, volumes and storage classes; it changes nothing. A lab that teaches
// access grants more with RoleBindings of its own.
func Objects(ctx context.Context, client kubernetes.Interface, config *rest.Config, authority []byte) error {
	force := true
	options := metav1.PatchOptions{FieldManager: Manager, Force: &force}
	apply := func(object any, patch func([]byte) error) error {
		body, err := json.Marshal(object)
		if err != nil {
			return err
		}
		return patch(body)
	}
	const kind = types.ApplyPatchType

	class := storageClass()
	role, viewer, reader := learner()
	service, slice := metricsService()
	apis, err := aggregator.NewForConfig(config)
	if err != nil {
		return err
	}
	api := metricsAPI(authority)
	for name, step := range map[string]func() error{
		"StorageClass": func() error {
			return apply(class, func(b []byte) error {
				_, err := client.StorageV1().StorageClasses().Patch(ctx, class.Name, kind, b, options)
				return err
			})
		},
		"ClusterRole": func() error {
			return apply(role, func(b []byte) error {
				_, err := client.RbacV1().ClusterRoles().Patch(ctx, role.Name, kind, b, options)
				return err
			})
		},
		"binding to view": func() error {
			return apply(viewer, func(b []byte) error {
				_, err := client.RbacV1().ClusterRoleBindings().Patch(ctx, viewer.Name, kind, b, options)
				return err
			})
		},
		"binding to the learner's role": func() error {
			return apply(reader, func(b []byte) error {
				_, err := client.RbacV1().ClusterRoleBindings().Patch(ctx, reader.Name, kind, b, options)
				return err
			})
		},
		"metrics Service": func() error {
			return apply(service, func(b []byte) error {
				_, err := client.CoreV1().Services(service.Namespace).Patch(ctx, service.Name, kind, b, options)
				return err
			})
		},
		"metrics EndpointSlice": func() error {
			return apply(slice, func(b []byte) error {
				_, err := client.DiscoveryV1().EndpointSlices(slice.Namespace).Patch(ctx, slice.Name, kind, b, options)
				return err
			})
		},
		"metrics APIService": func() error {
			return apply(api, func(b []byte) error {
				_, err := apis.ApiregistrationV1().APIServices().Patch(ctx, api.Name, kind, b, options)
				return err
			})
		},
	} {
		if err := step(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func storageClass() *storagev1.StorageClass {
	reclaim, mode, expand := corev1.PersistentVolumeReclaimDelete, storagev1.VolumeBindingWaitForFirstConsumer, true
	return &storagev1.StorageClass{
		TypeMeta:    metav1.TypeMeta{APIVersion: "storage.k8s.io/v1", Kind: "StorageClass"},
		ObjectMeta:  metav1.ObjectMeta{Name: "standard", Annotations: map[string]string{"storageclass.kubernetes.io/is-default-class": "true"}},
		Provisioner: provisioner, ReclaimPolicy: &reclaim, VolumeBindingMode: &mode, AllowVolumeExpansion: &expand,
	}
}

func learner() (*rbacv1.ClusterRole, *rbacv1.ClusterRoleBinding, *rbacv1.ClusterRoleBinding) {
	read := []string{"get", "list", "watch"}
	role := &rbacv1.ClusterRole{
		TypeMeta:   metav1.TypeMeta{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "ClusterRole"},
		ObjectMeta: metav1.ObjectMeta{Name: "k8s-labs:learner"},
		Rules: []rbacv1.PolicyRule{
			{APIGroups: []string{""}, Resources: []string{"nodes", "namespaces", "persistentvolumes"}, Verbs: read},
			{APIGroups: []string{"storage.k8s.io"}, Resources: []string{"storageclasses"}, Verbs: read},
			{APIGroups: []string{"metrics.k8s.io"}, Resources: []string{"nodes", "pods"}, Verbs: read},
		},
	}
	bind := func(name, target string) *rbacv1.ClusterRoleBinding {
		return &rbacv1.ClusterRoleBinding{
			TypeMeta:   metav1.TypeMeta{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "ClusterRoleBinding"},
			ObjectMeta: metav1.ObjectMeta{Name: name},
			RoleRef:    rbacv1.RoleRef{APIGroup: "rbac.authorization.k8s.io", Kind: "ClusterRole", Name: target},
			Subjects:   []rbacv1.Subject{{APIGroup: "rbac.authorization.k8s.io", Kind: "Group", Name: Learners}},
		}
	}
	return role, bind("k8s-labs:learner-view", "view"), bind("k8s-labs:learner", role.Name)
}

func metricsService() (*corev1.Service, *discoveryv1.EndpointSlice) {
	name, port, protocol, ready := "https", int32(443), corev1.ProtocolTCP, true
	service := &corev1.Service{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Service"},
		ObjectMeta: metav1.ObjectMeta{Name: metricsServer, Namespace: metav1.NamespaceSystem},
		Spec:       corev1.ServiceSpec{Ports: []corev1.ServicePort{{Name: name, Port: port, Protocol: protocol}}},
	}
	slice := &discoveryv1.EndpointSlice{
		TypeMeta: metav1.TypeMeta{APIVersion: "discovery.k8s.io/v1", Kind: "EndpointSlice"},
		ObjectMeta: metav1.ObjectMeta{
			Name: metricsServer + "-simulated", Namespace: metav1.NamespaceSystem, Labels: map[string]string{discoveryv1.LabelServiceName: metricsServer},
		},
		AddressType: discoveryv1.AddressTypeIPv4,
		Ports:       []discoveryv1.EndpointPort{{Name: &name, Port: &port, Protocol: &protocol}},
		Endpoints:   []discoveryv1.Endpoint{{Addresses: []string{MetricsIP}, Conditions: discoveryv1.EndpointConditions{Ready: &ready}}},
	}
	return service, slice
}

// IsMetrics says whether this is the Service of the metrics server.
func IsMetrics(service *corev1.Service) bool {
	return service.Namespace == metav1.NamespaceSystem && service.Name == metricsServer
}

func metricsAPI(authority []byte) *aggregatorv1.APIService {
	port := int32(443)
	return &aggregatorv1.APIService{
		TypeMeta:   metav1.TypeMeta{APIVersion: "apiregistration.k8s.io/v1", Kind: "APIService"},
		ObjectMeta: metav1.ObjectMeta{Name: "v1beta1.metrics.k8s.io"},
		Spec: aggregatorv1.APIServiceSpec{
			Group: "metrics.k8s.io", Version: "v1beta1", GroupPriorityMinimum: 100, VersionPriority: 100, CABundle: authority,
			Service: &aggregatorv1.ServiceReference{Namespace: metav1.NamespaceSystem, Name: metricsServer, Port: &port},
		},
	}
}
