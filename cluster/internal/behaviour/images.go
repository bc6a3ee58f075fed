package behaviour

import (
	"fmt"
	"regexp"
	"strings"
)

// Image is one row of the table of well-known images.
type Image struct {
	// Tags that exist; nil: every tag.
	Tags *regexp.Regexp
	// Ports on which its program listens, whatever the manifest declares.
	Ports []int32
	// Paths that it answers, with their status; "*" is every other path; nil: 200 everywhere.
	Paths map[string]int
	// Shell: no program of its own; without a command it is a shell, which ends at once when nobody
	// is at its standard input. Programs in it are only the usual ones.
	Shell bool
	// ArgsAreFlags: `args` go to its program; otherwise they are a command.
	ArgsAreFlags bool
	// Once: the program prints its Log and ends.
	Once bool
	// NeedsEnv: it ends with code 1 unless one of these is set, and prints NeedsEnvLog.
	NeedsEnv    []string
	NeedsEnvLog string
	// WritesTo: it ends with code 1 when it may not write there (read-only root file system, or a
	// user other than root).
	WritesTo []string
	// NonRoot: the image names a user of its own.
	NonRoot bool
	// StopExit is its exit code after a polite request to stop.
	StopExit            int32
	MemoryMiB, MilliCPU int64
	Log                 []string

	pullError string
}

// Versions as they were published when this table was written; `latest` always exists.
const suffix = `(-(alpine|slim|perl|otel|unprivileged|bookworm|bullseye|trixie|noble|jammy|musl|glibc|uclibc|apache|fpm|management|jdk|jre)[a-z0-9.]*)*`

func tags(versions string) *regexp.Regexp {
	return regexp.MustCompile(`^(latest|stable|mainline|edge|lts|alpine|slim|(` + versions + `))` + suffix + `$`)
}

var static = map[string]int{"/": 200, "/index.html": 200, "*": 404}

// images: what each well-known image does. An unknown image with a registry or organisation in its
// name exists, runs for ever and listens on the ports that its manifest declares.
var images = map[string]Image{
	"nginx": {
		Tags: tags(`1|1\.([0-9]|[12][0-9]|3[01])(\.[0-9]{1,2})?`), Ports: []int32{80}, Paths: static, MemoryMiB: 7, MilliCPU: 1,
		WritesTo: []string{"/var/cache/nginx", "/var/run"},
		Log: []string{
			"/docker-entrypoint.sh: Configuration complete; ready for start up",
			"[notice] 1#1: start worker processes",
		},
	},
	"nginxinc/nginx-unprivileged": {Ports: []int32{8080}, Paths: static, NonRoot: true, MemoryMiB: 7, MilliCPU: 1},
	"httpd":                       {Tags: tags(`2|2\.4(\.[0-9]{1,2})?`), Ports: []int32{80}, Paths: static, MemoryMiB: 9, MilliCPU: 1, Log: []string{"[mpm_event:notice] AH00489: Apache/2.4 (Unix) configured -- resuming normal operations"}},
	"caddy":                       {Ports: []int32{80, 443, 2019}, MemoryMiB: 14, MilliCPU: 1},
	"traefik":                     {Ports: []int32{80, 8080}, ArgsAreFlags: true, MemoryMiB: 30, MilliCPU: 2},
	"haproxy":                     {MemoryMiB: 20, MilliCPU: 1},
	"traefik/whoami":              {Ports: []int32{80}, ArgsAreFlags: true, MemoryMiB: 4, MilliCPU: 1},
	"registry":                    {Ports: []int32{5000}, MemoryMiB: 12, MilliCPU: 1},
	"hashicorp/http-echo":         {Ports: []int32{5678}, ArgsAreFlags: true, NonRoot: true, MemoryMiB: 4, MilliCPU: 1},
	"redis":                       {Tags: tags(`[3-8](\.[0-9]{1,2}){0,2}`), Ports: []int32{6379}, MemoryMiB: 8, MilliCPU: 3, Log: []string{"* Ready to accept connections tcp"}},
	"memcached":                   {Ports: []int32{11211}, MemoryMiB: 4, MilliCPU: 1, NonRoot: true},
	"postgres":                    {Tags: tags(`(9|1[0-8])(\.[0-9]{1,2}){0,2}`), Ports: []int32{5432}, MemoryMiB: 28, MilliCPU: 3, NeedsEnv: []string{"POSTGRES_PASSWORD", "POSTGRES_HOST_AUTH_METHOD", "POSTGRES_PASSWORD_FILE"}, NeedsEnvLog: "Error: Database is uninitialized and superuser password is not specified.", Log: []string{"LOG:  database system is ready to accept connections"}},
	"mysql":                       {Tags: tags(`[5-9](\.[0-9]{1,2}){0,2}`), Ports: []int32{3306, 33060}, MemoryMiB: 380, MilliCPU: 8, NeedsEnv: []string{"MYSQL_ROOT_PASSWORD", "MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD_FILE"}, NeedsEnvLog: "[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified", Log: []string{"mysqld: ready for connections."}},
	"mariadb":                     {Ports: []int32{3306}, MemoryMiB: 90, MilliCPU: 4, NeedsEnv: []string{"MARIADB_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD", "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "MARIADB_RANDOM_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD_FILE"}, NeedsEnvLog: "[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified", Log: []string{"mariadbd: ready for connections."}},
	"mongo":                       {Ports: []int32{27017}, MemoryMiB: 150, MilliCPU: 8},
	"rabbitmq":                    {Ports: []int32{5672, 15672}, MemoryMiB: 110, MilliCPU: 8},
	"nats":                        {Ports: []int32{4222, 8222}, ArgsAreFlags: true, MemoryMiB: 12, MilliCPU: 1},
	"wordpress":                   {Ports: []int32{80}, MemoryMiB: 40, MilliCPU: 2},
	"adminer":                     {Ports: []int32{8080}, MemoryMiB: 12, MilliCPU: 1, NonRoot: true},
	"tomcat":                      {Ports: []int32{8080}, MemoryMiB: 90, MilliCPU: 4, StopExit: 143},
	"hello-world":                 {Once: true, MemoryMiB: 1, Log: []string{"Hello from Docker!", "This message shows that your installation appears to be working correctly."}},
	"busybox":                     {Tags: tags(`1|1\.(2[0-9]|3[0-7])(\.[0-9])?`), Shell: true, MemoryMiB: 1, StopExit: 137},
	"alpine":                      {Tags: tags(`2\.[67]|3|3\.([0-9]|1[0-9]|2[0-3])(\.[0-9]{1,2})?`), Shell: true, MemoryMiB: 1, StopExit: 137},
	"debian":                      {Shell: true, MemoryMiB: 1, StopExit: 137},
	"ubuntu":                      {Shell: true, MemoryMiB: 1, StopExit: 137},
	"fedora":                      {Shell: true, MemoryMiB: 1, StopExit: 137},
	"bash":                        {Shell: true, MemoryMiB: 1, StopExit: 137},
	"perl":                        {Shell: true, MemoryMiB: 4, StopExit: 137},
	"python":                      {Tags: tags(`2\.7|3|3\.([0-9]|1[0-5])(\.[0-9]{1,2})?`), Shell: true, MemoryMiB: 9, StopExit: 137},
	"node":                        {Shell: true, MemoryMiB: 40, StopExit: 137},
	"golang":                      {Shell: true, MemoryMiB: 10, StopExit: 137},
	"curlimages/curl":             {Shell: true, MemoryMiB: 3, NonRoot: true, StopExit: 137},
	"nicolaka/netshoot":           {Shell: true, MemoryMiB: 3, StopExit: 137},
	"polinux/stress":              {Shell: true, MemoryMiB: 1, StopExit: 137},
	"registry.k8s.io/pause":       {MemoryMiB: 1, NonRoot: true},
	"registry.k8s.io/busybox":     {Shell: true, MemoryMiB: 1, StopExit: 137},
	"registry.k8s.io/e2e-test-images/agnhost":                   {ArgsAreFlags: true, Ports: []int32{8080}, MemoryMiB: 10, MilliCPU: 1, StopExit: 2},
	"registry.k8s.io/echoserver":                                {Ports: []int32{8080}, MemoryMiB: 6, MilliCPU: 1},
	"registry.k8s.io/hpa-example":                               {Ports: []int32{80}, MemoryMiB: 12, MilliCPU: 1},
	"registry.k8s.io/nginx-slim":                                {Ports: []int32{80}, Paths: static, MemoryMiB: 6, MilliCPU: 1},
	"gcr.io/google-samples/hello-app":                           {Ports: []int32{8080}, MemoryMiB: 6, MilliCPU: 1, StopExit: 2},
	"gcr.io/google_containers/pause":                            {MemoryMiB: 1},
	"us-docker.pkg.dev/google-samples/containers/gke/hello-app": {Ports: []int32{8080}, MemoryMiB: 6, MilliCPU: 1, StopExit: 2},
}

// official are further images that exist under a name without an organisation. Any other such name
// cannot be pulled, as on a real cluster: a misspelt `ngnix` is the commonest fault of all.
const official = ` adminer almalinux amazonlinux amazoncorretto arangodb archlinux buildpack-deps cassandra centos chronograf cirros clojure composer consul couchbase couchdb crate docker drupal eclipse-mosquitto eclipse-temurin elasticsearch elixir emqx erlang flink gcc ghost gradle groovy haskell hylang ibmjava influxdb jenkins jetty joomla julia kapacitor kibana kong logstash mageia matomo maven mediawiki mongo-express neo4j nextcloud odoo openjdk opensuse oraclelinux percona php phpmyadmin photon pypy r-base redmine rethinkdb rockylinux ruby rust sapmachine solr sonarqube spark storm swift telegraf unit varnish vault xwiki zookeeper `

var (
	// plainlyAbsent: names by which tests and labs say that an image is not there.
	plainlyAbsent = regexp.MustCompile(`(?i)(does-?not-?exist|not-?exist|non-?existent|no-?such|not-?found|not-?there|missing|typo|broken|bogus|invalid|wrong)`)
	// noRegistry: hosts that no node can reach.
	noRegistry = regexp.MustCompile(`^(localhost|127\.|[^/]*\.(invalid|example|test|localhost)(:|$)|([^/]*\.)?example\.(com|org|net)(:|$))`)
	zeroDigest = regexp.MustCompile(`@sha256:0+$`)
)

// reference is an image's name taken apart.
type reference struct{ host, repository, tag string }

// parse reads registry.example/team/app:1.2@sha256:… the way a container runtime does.
func parse(image string) reference {
	name, _, _ := strings.Cut(image, "@")
	var r reference
	if first, rest, ok := strings.Cut(name, "/"); ok && (strings.ContainsAny(first, ".:") || first == "localhost") {
		r.host, name = first, rest
	}
	r.tag = "latest"
	if at := strings.LastIndex(name, ":"); at >= 0 {
		name, r.tag = name[:at], name[at+1:]
	}
	if r.host == "docker.io" || r.host == "index.docker.io" || r.host == "registry-1.docker.io" {
		r.host = ""
	}
	if r.host == "" {
		name = strings.TrimPrefix(name, "library/")
	}
	r.repository = name
	return r
}

// key is how the table names an image: with its registry unless that is the usual one.
func (r reference) key() string {
	if r.host == "" {
		return r.repository
	}
	return r.host + "/" + r.repository
}

// full is the name that a runtime prints.
func (r reference) full() string {
	switch {
	case r.host != "":
		return r.host + "/" + r.repository + ":" + r.tag
	case strings.Contains(r.repository, "/"):
		return "docker.io/" + r.repository + ":" + r.tag
	}
	return "docker.io/library/" + r.repository + ":" + r.tag
}

// lookUp finds the row for an image and says whether it can be pulled.
func lookUp(image string) Image {
	ref := parse(image)
	row, known := images[ref.key()]
	if !known {
		row = Image{MemoryMiB: 12, MilliCPU: 2, StopExit: 143}
	}
	failed := func(code, why string) {
		row.pullError = fmt.Sprintf("rpc error: code = %s desc = failed to pull and unpack image %q: failed to resolve image: %s", code, ref.full(), why)
	}
	const denied = "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed"
	switch {
	case noRegistry.MatchString(ref.host):
		failed("Unknown", fmt.Sprintf("failed to do request: Head \"https://%s/v2/%s/manifests/%s\": dial tcp: lookup %s: no such host", ref.host, ref.repository, ref.tag, ref.host))
	case !known && ref.host == "" && !strings.Contains(ref.repository, "/") && !strings.Contains(official, " "+ref.repository+" "):
		failed("Unknown", denied)
	case !known && plainlyAbsent.MatchString(ref.repository):
		failed("Unknown", denied)
	case plainlyAbsent.MatchString(ref.tag) || zeroDigest.MatchString(image) || row.Tags != nil && !strings.Contains(image, "@") && !row.Tags.MatchString(ref.tag):
		failed("NotFound", ref.full()+": not found")
	}
	return row
}

// InvalidName says what is wrong with an image's name, or nothing.
func InvalidName(image string) string {
	ref := parse(image)
	if strings.ToLower(ref.repository) != ref.repository {
		return fmt.Sprintf("couldn't parse image name %q: invalid reference format: repository name (%s) must be lowercase", image, strings.TrimPrefix(ref.full()[:strings.LastIndex(ref.full(), ":")], "docker.io/"))
	}
	if image == "" || !validReference.MatchString(image) {
		return fmt.Sprintf("couldn't parse image name %q: invalid reference format", image)
	}
	return ""
}

var validReference = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9._/:-]*(@sha256:[0-9a-f]{64})?$`)
