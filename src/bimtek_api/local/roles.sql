-- The roles Bimtek wants, for an office's own PostgreSQL 18. Its administrator runs this once:
--
--   psql -v ON_ERROR_STOP=1 -v owner_password=… -v login_password=… -d postgres -f roles.sql
--
-- bimtek_owner owns the schema: BIMTEK_OWNER_DATABASE_URL, for `bimtek migrate` and the commands that give power.
CREATE ROLE bimtek_owner LOGIN PASSWORD :'owner_password';
-- bimtek_app has the rights of requests and jobs; nobody logs in as it.
CREATE ROLE bimtek_app NOLOGIN;
-- bimtek_login only logs in and becomes bimtek_app: BIMTEK_DATABASE_URL, for `bimtek api` and `bimtek worker`.
CREATE ROLE bimtek_login LOGIN PASSWORD :'login_password' IN ROLE bimtek_app;

CREATE DATABASE bimtek OWNER bimtek_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE bimtek FROM PUBLIC;
GRANT CONNECT ON DATABASE bimtek TO bimtek_login;
