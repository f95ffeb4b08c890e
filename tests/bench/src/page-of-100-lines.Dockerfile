# syntax=docker/dockerfile:1
FROM python:3.12 AS base
ARG TOKEN
ENV APP=/app
WORKDIR /app

FROM base AS deps
ARG TOKEN
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-input \
    -r requirements.txt
RUN --mount=type=secret,id=key \
    KEY=$(cat /run/secrets/key) && \
    echo "length ${#KEY}" > /app/deps.txt
COPY src/ /app/src/
ENV STAGE=deps LEVEL=1
RUN <<EOF
set -eu
for f in a b c d; do
  echo "$f $STAGE" >> /app/list
done
if [ -f /app/list ]; then
  sort /app/list | uniq -c > /app/counted
fi
EOF
RUN echo "token=$TOKEN" > /tmp/netrc && \
    curl --netrc-file /tmp/netrc https://example.test/x -o /app/x && \
    rm /tmp/netrc

FROM base AS build
ARG TOKEN
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-input \
    -r requirements.txt
RUN --mount=type=secret,id=key \
    KEY=$(cat /run/secrets/key) && \
    echo "length ${#KEY}" > /app/build.txt
COPY src/ /app/src/
ENV STAGE=build LEVEL=1
RUN <<EOF
set -eu
for f in a b c d; do
  echo "$f $STAGE" >> /app/list
done
if [ -f /app/list ]; then
  sort /app/list | uniq -c > /app/counted
fi
EOF
RUN echo "token=$TOKEN" > /tmp/netrc && \
    curl --netrc-file /tmp/netrc https://example.test/x -o /app/x && \
    rm /tmp/netrc

FROM base AS test
ARG TOKEN
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-input \
    -r requirements.txt
RUN --mount=type=secret,id=key \
    KEY=$(cat /run/secrets/key) && \
    echo "length ${#KEY}" > /app/test.txt
COPY src/ /app/src/
ENV STAGE=test LEVEL=1
RUN <<EOF
set -eu
for f in a b c d; do
  echo "$f $STAGE" >> /app/list
done
if [ -f /app/list ]; then
  sort /app/list | uniq -c > /app/counted
fi
EOF
RUN echo "token=$TOKEN" > /tmp/netrc && \
    curl --netrc-file /tmp/netrc https://example.test/x -o /app/x && \
    rm /tmp/netrc

FROM base AS final
COPY --from=build /app /srv
COPY --from=test /app/counted /srv/counted
RUN useradd -m app && chown -R app /srv
USER app
EXPOSE 8080
HEALTHCHECK CMD true
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
LABEL a=b
CMD ["python", "-m", "app"]
