#!/bin/sh
# The first process in the real node's namespaces of mounts, network and processes. It makes a small
# machine of them and runs what follows on its command line there. When it ends, all of it is gone.
# K8S_LABS_NODE_IP: the address that the machine shall have.
set -eu

# The kubelet hands mounts on to containers, which needs shared ones; shared among us alone.
mount --make-rprivate /
mount --make-rshared /

# What a node writes to places that cannot be chosen goes to memory.
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work
mount -t overlay overlay -o lowerdir=/var,upperdir=/mnt/upper,workdir=/mnt/work /var
mount -t tmpfs tmpfs /run

ip link set lo up
ip link add node type veth peer name outside
ip addr add "$K8S_LABS_NODE_IP/24" dev node
ip link set node up
ip link set outside up
# Addresses of Services are nobody's: without a way out the kernel would not even look at them.
ip route add default dev node
echo 1 > /proc/sys/net/ipv4/ip_forward
# What a Pod sends to its neighbour through a Service crosses the bridge, and has to be seen there.
echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables

"$@"
