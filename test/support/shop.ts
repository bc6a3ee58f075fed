/** A small application: what its parts name is all there. */
export const SHOP = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  MODE: quiet
  LEVEL: "3"
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      volumes:
        - name: data
          emptyDir: {}
      containers:
        - name: web
          image: nginx:1.29
          ports:
            - name: http
              containerPort: 80
          env:
            - name: MODE
              valueFrom:
                configMapKeyRef:
                  name: settings
                  key: MODE
          volumeMounts:
            - name: data
              mountPath: /data
          resources:
            requests:
              memory: 512M
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
`;
