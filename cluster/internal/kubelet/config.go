package kubelet

import (
	"fmt"
	"path"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	listers "k8s.io/client-go/listers/core/v1"
)

// Sources are where a container's configuration comes from.
type Sources struct {
	ConfigMaps listers.ConfigMapLister
	Secrets    listers.SecretLister
}

// Environment resolves a container's variables; the error is what the kubelet says about it.
func (s Sources) Environment(pod *corev1.Pod, container *corev1.Container, podIP, hostIP string) (map[string]string, error) {
	env := map[string]string{"HOSTNAME": pod.Name, "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
	for _, source := range container.EnvFrom {
		var values map[string]string
		var err error
		switch {
		case source.ConfigMapRef != nil:
			values, err = s.configMap(pod.Namespace, source.ConfigMapRef.Name, source.ConfigMapRef.Optional)
		case source.SecretRef != nil:
			values, err = s.secret(pod.Namespace, source.SecretRef.Name, source.SecretRef.Optional)
		}
		if err != nil {
			return env, err
		}
		for key, value := range values {
			env[source.Prefix+key] = value
		}
	}
	for _, variable := range container.Env {
		if variable.ValueFrom == nil {
			env[variable.Name] = variable.Value
			continue
		}
		value, isSet, err := s.valueFrom(pod, container, variable.ValueFrom, podIP, hostIP)
		if err != nil {
			return env, err
		}
		if isSet {
			env[variable.Name] = value
		}
	}
	return env, nil
}

func (s Sources) valueFrom(pod *corev1.Pod, container *corev1.Container, from *corev1.EnvVarSource, podIP, hostIP string) (string, bool, error) {
	var values map[string]string
	var err error
	var key, what, name string
	var optional *bool
	switch {
	case from.ConfigMapKeyRef != nil:
		key, what, name, optional = from.ConfigMapKeyRef.Key, "ConfigMap", from.ConfigMapKeyRef.Name, from.ConfigMapKeyRef.Optional
		values, err = s.configMap(pod.Namespace, name, optional)
	case from.SecretKeyRef != nil:
		key, what, name, optional = from.SecretKeyRef.Key, "Secret", from.SecretKeyRef.Name, from.SecretKeyRef.Optional
		values, err = s.secret(pod.Namespace, name, optional)
	case from.FieldRef != nil:
		return field(pod, from.FieldRef.FieldPath, podIP, hostIP), true, nil
	case from.ResourceFieldRef != nil:
		return resourceField(container, from.ResourceFieldRef), true, nil
	}
	if err != nil {
		return "", false, err
	}
	value, ok := values[key]
	if !ok && !isTrue(optional) {
		return "", false, fmt.Errorf("couldn't find key %s in %s %s/%s", key, what, pod.Namespace, name)
	}
	return value, ok, nil
}

func (s Sources) configMap(namespace, name string, optional *bool) (map[string]string, error) {
	found, err := s.ConfigMaps.ConfigMaps(namespace).Get(name)
	if errors.IsNotFound(err) && isTrue(optional) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("configmap %q not found", name)
	}
	return found.Data, nil
}

func (s Sources) secret(namespace, name string, optional *bool) (map[string]string, error) {
	found, err := s.Secrets.Secrets(namespace).Get(name)
	if errors.IsNotFound(err) && isTrue(optional) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("secret %q not found", name)
	}
	values := map[string]string{}
	for key, value := range found.Data {
		values[key] = string(value)
	}
	return values, nil
}

// MountError says which volume cannot be mounted, or nothing.
func (s Sources) MountError(pod *corev1.Pod) string {
	for _, volume := range pod.Spec.Volumes {
		if err := s.volume(pod.Namespace, &volume); err != nil {
			return fmt.Sprintf("MountVolume.SetUp failed for volume %q : %v", volume.Name, err)
		}
	}
	return ""
}

func (s Sources) volume(namespace string, volume *corev1.Volume) error {
	check := func(kind, name string, optional *bool, items []corev1.KeyToPath, get func(string, string, *bool) (map[string]string, error), binary func(string) bool) error {
		values, err := get(namespace, name, optional)
		if err != nil || isTrue(optional) {
			return err
		}
		for _, item := range items {
			if _, ok := values[item.Key]; !ok && !binary(item.Key) {
				return fmt.Errorf("%s references non-existent %s key: %s", kind, kind, item.Key)
			}
		}
		return nil
	}
	configMap := func(name string, optional *bool, items []corev1.KeyToPath) error {
		return check("configmap", name, optional, items, s.configMap, func(key string) bool {
			found, err := s.ConfigMaps.ConfigMaps(namespace).Get(name)
			if err != nil {
				return false
			}
			_, ok := found.BinaryData[key]
			return ok
		})
	}
	secret := func(name string, optional *bool, items []corev1.KeyToPath) error {
		return check("secret", name, optional, items, s.secret, func(string) bool { return false })
	}
	switch {
	case volume.ConfigMap != nil:
		return configMap(volume.ConfigMap.Name, volume.ConfigMap.Optional, volume.ConfigMap.Items)
	case volume.Secret != nil:
		return secret(volume.Secret.SecretName, volume.Secret.Optional, volume.Secret.Items)
	case volume.Projected != nil:
		for _, source := range volume.Projected.Sources {
			var err error
			if source.ConfigMap != nil {
				err = configMap(source.ConfigMap.Name, source.ConfigMap.Optional, source.ConfigMap.Items)
			} else if source.Secret != nil {
				err = secret(source.Secret.Name, source.Secret.Optional, source.Secret.Items)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// Files are the ConfigMaps and Secrets that a container has mounted, by path.
func (s Sources) Files(pod *corev1.Pod, container *corev1.Container) map[string]string {
	files := map[string]string{}
	for _, mount := range container.VolumeMounts {
		for _, volume := range pod.Spec.Volumes {
			if volume.Name != mount.Name {
				continue
			}
			for name, text := range s.content(pod, &volume) {
				if mount.SubPath == "" {
					files[path.Join(mount.MountPath, name)] = text
				} else if mount.SubPath == name {
					files[mount.MountPath] = text
				}
			}
		}
	}
	return files
}

// content are the files of a volume, by path in it.
func (s Sources) content(pod *corev1.Pod, volume *corev1.Volume) map[string]string {
	files := map[string]string{}
	for _, source := range projections(volume) {
		s.addProjection(files, pod, &source)
	}
	return files
}

// projections are what a volume is made of: a projected one of several parts, others of themselves.
func projections(volume *corev1.Volume) []corev1.VolumeProjection {
	switch {
	case volume.ConfigMap != nil:
		return []corev1.VolumeProjection{{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: volume.ConfigMap.LocalObjectReference, Items: volume.ConfigMap.Items}}}
	case volume.Secret != nil:
		name := corev1.LocalObjectReference{Name: volume.Secret.SecretName}
		return []corev1.VolumeProjection{{Secret: &corev1.SecretProjection{LocalObjectReference: name, Items: volume.Secret.Items}}}
	case volume.DownwardAPI != nil:
		return []corev1.VolumeProjection{{DownwardAPI: &corev1.DownwardAPIProjection{Items: volume.DownwardAPI.Items}}}
	case volume.Projected != nil:
		return volume.Projected.Sources
	}
	return nil
}

func (s Sources) addProjection(files map[string]string, pod *corev1.Pod, source *corev1.VolumeProjection) {
	switch {
	case source.ConfigMap != nil:
		values, _ := s.configMap(pod.Namespace, source.ConfigMap.Name, nil)
		addFiles(files, values, source.ConfigMap.Items)
	case source.Secret != nil:
		values, _ := s.secret(pod.Namespace, source.Secret.Name, nil)
		addFiles(files, values, source.Secret.Items)
	case source.DownwardAPI != nil:
		addFields(files, pod, source.DownwardAPI.Items)
	case source.ServiceAccountToken != nil:
		// No token is made: nobody here could hold it.
		files[source.ServiceAccountToken.Path] = "simulated"
	}
}

// addFiles adds the values that are wanted, under the names that they are wanted with.
func addFiles(files, values map[string]string, items []corev1.KeyToPath) {
	for key, text := range values {
		if len(items) == 0 {
			files[key] = text
		}
	}
	for _, item := range items {
		if text, ok := values[item.Key]; ok {
			files[item.Path] = text
		}
	}
}

func addFields(files map[string]string, pod *corev1.Pod, items []corev1.DownwardAPIVolumeFile) {
	for _, item := range items {
		if item.FieldRef != nil {
			files[item.Path] = field(pod, item.FieldRef.FieldPath, pod.Status.PodIP, pod.Status.HostIP)
		}
	}
}
