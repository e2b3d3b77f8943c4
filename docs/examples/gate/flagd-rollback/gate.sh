#!/bin/sh
# Watches a flag that was just switched on, and switches it off where customers suffer.
exec npx plumbline gate --definitions kpis --grafana "$GRAFANA_URL" \
  --kpi payment-success --deploy payments-v2 --for 15m --interval 30s --max-loss 2000 \
  --rollback-webhook "$ROLLBACK_URL" --webhook-token-env ROLLBACK_TOKEN \
  --rollback-flag payments-v2=off
