# The plugin is built in a stage of its own; Grafana and the shop take from it what they need.
ARG GRAFANA_VERSION=latest

FROM golang:1.26-bookworm AS go

FROM node:22-bookworm AS plugin
COPY --from=go /usr/local/go /usr/local/go
ENV PATH=/usr/local/go/bin:$PATH
WORKDIR /plumbline
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY go.mod go.sum Magefile.go ./
RUN go mod download
COPY . .
RUN npm run build

FROM plugin AS shop

FROM go AS promlite
WORKDIR /promlite
COPY demo/prometheus/go.mod demo/prometheus/go.sum ./
RUN go mod download
COPY demo/prometheus ./
RUN CGO_ENABLED=0 go build -o /promlite/promlite .

FROM busybox:1.37 AS prometheus-history
COPY --from=promlite /promlite/promlite /bin/promlite
ENTRYPOINT ["/bin/sh", "-c"]

FROM grafana/grafana:${GRAFANA_VERSION} AS grafana
COPY --from=plugin /plumbline/dist /var/lib/grafana/plugins/plumbline-kpi-app
