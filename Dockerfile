# One image; the command chooses: `bimtek api`, `bimtek web`, `bimtek worker`, `bimtek migrate`.
# It has not been built where this project is tested (no container engine there): tests/architecture/test_dockerfile.py
# reads the recipe instead.

FROM node:24-slim AS modules
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM python:3.13-slim AS build
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1
RUN python -m pip install --no-cache-dir uv==0.13.8 && python -m venv /venv
COPY requirements.prod.lock pyproject.toml README.md LICENSE ./
RUN uv pip install --python /venv --require-hashes -r requirements.prod.lock
COPY src ./src
COPY --from=modules /build/node_modules ./node_modules
RUN uv pip install --python /venv --no-deps . \
    && PYTHONPATH=src /venv/bin/python -m bimtek_web.build node_modules \
    && cp -r src/bimtek_web/static /venv/lib/python3.13/site-packages/bimtek_web/static

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home bimtek \
    && install -d -o bimtek -g bimtek -m 0750 /var/lib/bimtek/files
WORKDIR /app
COPY --from=build /venv /venv
COPY migrations ./migrations
COPY alembic.ini ./
# Inside a container every address is its own; the office chooses what is reached from outside.
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 BIMTEK_API_HOST=0.0.0.0 BIMTEK_WEB_HOST=0.0.0.0 \
    BIMTEK_FILES_DIR=/var/lib/bimtek/files
VOLUME /var/lib/bimtek/files
USER bimtek
EXPOSE 8000 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["bimtek", "healthy"]
CMD ["bimtek", "api"]
