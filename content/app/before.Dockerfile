FROM python:3.13-slim
ARG INDEX_PASSWORD
ARG DB_PASSWORD
ENV DB_PASSWORD=$DB_PASSWORD
WORKDIR /srv/parcels
COPY . .
RUN apt-get update && apt-get install -y --no-install-recommends tini
RUN pip install \
    --index-url "https://build:${INDEX_PASSWORD}@packages.example.test/simple" \
    -r requirements.txt
ENTRYPOINT ["tini", "--"]
CMD ["python3", "-m", "parcels"]
