-- Who gains by an opening to the whole workspace is everybody, by department, less those who get in already: counted along this
-- index in a third of the time that reading the people takes.
CREATE INDEX person_active_by_department ON person (department_id) WHERE deactivated_at IS NULL;
