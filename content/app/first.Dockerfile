FROM python:3.13-slim
WORKDIR /srv/parcels
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY parcels parcels
ENV PORT=8080
USER 65534:65534
CMD ["python3", "-m", "parcels"]
