/** A Deployment, its Service and its ConfigMap in turn; one application of ten has a fault. */
export function manifest(index: number): string {
  const name = `app-${Math.floor(index / 3)}`;
  const label = Math.floor(index / 3) % 10 === 0 ? `${name}x` : name;
  switch (index % 3) {
    case 0:
      return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: { app: ${name}, tier: front }
spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${label}
  template:
    metadata:
      labels:
        app: ${label}
        tier: front
    spec:
      containers:
        - name: web
          image: nginx:1.29
          ports:
            - name: http
              containerPort: 80
          env:
            - name: COLOR
              valueFrom:
                configMapKeyRef:
                  name: ${name}
                  key: color
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 128Mi
          readinessProbe:
            httpGet:
              path: /
              port: http
`;
    case 1:
      return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${name}
    tier: front
  ports:
    - name: http
      port: 80
      targetPort: http
`;
    default:
      return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data:
  color: blue
  text: |
    several lines
    of text
`;
  }
}
