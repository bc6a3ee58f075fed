package kubelet

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// field is the downward API: what a container may learn about its own Pod.
func field(pod *corev1.Pod, path, podIP, hostIP string) string {
	if key, ok := subscript(path, "metadata.labels"); ok {
		return pod.Labels[key]
	}
	if key, ok := subscript(path, "metadata.annotations"); ok {
		return pod.Annotations[key]
	}
	switch path {
	case "metadata.labels":
		return formatMap(pod.Labels)
	case "metadata.annotations":
		return formatMap(pod.Annotations)
	case "metadata.name":
		return pod.Name
	case "metadata.namespace":
		return pod.Namespace
	case "metadata.uid":
		return string(pod.UID)
	case "spec.nodeName":
		return pod.Spec.NodeName
	case "spec.serviceAccountName":
		return pod.Spec.ServiceAccountName
	case "status.podIP", "status.podIPs":
		return podIP
	case "status.hostIP", "status.hostIPs":
		return hostIP
	}
	return ""
}

// formatMap prints labels as a file of a volume has them: tier="front", one a line.
func formatMap(values map[string]string) string {
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(values)) {
		lines = append(lines, fmt.Sprintf("%s=%q", key, values[key]))
	}
	return strings.Join(lines, "\n")
}

func subscript(path, field string) (string, bool) {
	rest, ok := strings.CutPrefix(path, field+"['")
	return strings.TrimSuffix(rest, "']"), ok
}

func resourceField(container *corev1.Container, selector *corev1.ResourceFieldSelector) string {
	kind, name, _ := strings.Cut(selector.Resource, ".")
	list := container.Resources.Limits
	if kind == "requests" {
		list = container.Resources.Requests
	}
	quantity, ok := list[corev1.ResourceName(name)]
	if !ok {
		return "0"
	}
	amount, divisor := float64(quantity.MilliValue()), float64(selector.Divisor.MilliValue())
	if divisor == 0 {
		divisor = 1000
	}
	whole := int64(amount / divisor)
	if float64(whole)*divisor < amount {
		whole++ // rounded up, as the kubelet does
	}
	return strconv.FormatInt(whole, 10)
}
